"""`taizhang service`: systemd units of a user for webserver and daemon of a home; trying out its alerts."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from pipelines.cli.console import console, fail
from pipelines.cli.environment import ENVIRONMENT
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.home import Home
from pipelines.orchestration.mailing import MailError, send
from pipelines.rules.files import RuleError

DISTRICT_TIME = "Asia/Shanghai"
UNIT = """\
[Unit]
Description=taizhang: {does}
After=network.target

[Service]
ExecStart={command}
WorkingDirectory={folder}
Environment={environment}
UMask=0077
NoNewPrivileges=yes
MemoryMax={memory}
Restart=on-failure
RestartSec=30
# a night that is told to stop may close its files
TimeoutStopSec=120
SyslogIdentifier={name}

[Install]
WantedBy=default.target
"""


@dataclass(frozen=True)
class Unit:
    """One service: its name, what it does, the program beside this Python, the memory it may take."""

    name: str
    does: str
    program: str
    options: tuple[str, ...]
    memory: str

    def text(self, home: Home) -> str:
        """The unit file for a home."""
        program = str(Path(sys.executable).with_name(self.program))
        told = {
            "TAIZHANG_HOME": str(home.root),
            "DAGSTER_HOME": str(home.dagster),
            **ENVIRONMENT,
            "PYTHONWARNINGS": "ignore",
            "TZ": DISTRICT_TIME,
        }
        return UNIT.format(
            name=self.name,
            does=self.does,
            command=_words(program, *self.options, "-m", "pipelines.orchestration.definitions"),
            folder=str(home.dagster).replace("%", "%%"),
            environment=_words(*(f"{name}={value}" for name, value in told.items())),
            memory=self.memory,
        )


def units(port: int, memory: str) -> tuple[Unit, Unit]:
    """The daemon, which runs the nights and may take `memory`, and the webserver on a local port."""
    served = ("-h", "127.0.0.1", "-p", str(port))
    return (
        Unit("taizhang-daemon", "nights, sensors, alerts", "dagster-daemon", ("run",), memory),
        Unit("taizhang-webserver", f"Dagster on port {port}", "dagster-webserver", served, "1G"),
    )


def install(home: Home, port: int, memory: str, dry_run: bool) -> int:
    """Write the units into the user's own folder, or print them; the exit status."""
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    made = units(port, memory)
    if dry_run:
        for unit in made:
            console.print(f"# {folder / unit.name}.service", soft_wrap=True, markup=False)
            console.print(unit.text(home), soft_wrap=True, markup=False, highlight=False)
        return DONE
    from pipelines.orchestration.instance import use_instance

    home.prepare()
    use_instance(home)
    folder.mkdir(parents=True, exist_ok=True)
    for unit in made:
        path = folder / f"{unit.name}.service"
        path.write_text(unit.text(home), "utf-8")
        console.print(f"Written: {path}", soft_wrap=True, markup=False)
    names = " ".join(unit.name for unit in made)
    console.print("Start them, now and whenever the machine starts:")
    console.print(f"  systemctl --user daemon-reload && systemctl --user enable {names}", soft_wrap=True)
    console.print(f"  systemctl --user restart {names} && loginctl enable-linger", soft_wrap=True)
    console.print("What they say, which the journal rotates: journalctl --user -t taizhang-daemon")
    return DONE


def try_mail(home: Home) -> int:
    """Send a mail by the settings in force, and say so or what stands in its way; the exit status."""
    try:
        is_sent = send(
            home, "台账 taizhang: 试发 a trial", f"告警邮件可以送达。\nAlerts arrive.\n\n{home.root}"
        )
    except (MailError, RuleError) as error:
        return fail(str(error), WRONG_CALL)
    if not is_sent:
        return fail("settings.csv names no mail_server: nobody is told when a night fails", WRONG_CALL)
    console.print("A mail went out: look whether it arrived.")
    return DONE


def _words(*words: str) -> str:
    return " ".join(f'"{_escaped(word)}"' if _is_odd(word) else word for word in words)


def _is_odd(word: str) -> bool:
    return any(character in word for character in " \"'\\%;")


def _escaped(word: str) -> str:
    """The word as systemd reads it back: % begins a specifier, and a backslash an escape."""
    return word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
