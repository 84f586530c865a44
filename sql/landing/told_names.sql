-- The names of files and sheets as they are told past layer 1: ASCII, digits and signs as they are, but for what is a person's
-- number or a name in the file's rows; of all else the words that are no person's, and # in place of the rest. Words are those
-- of the forms, of time and paper, and of the places and units on record.
-- zh: 文件名和表名在第一层以后的写法：英文字母、数字、符号照写，证号、电话和本件各行中的姓名除外；其余只写与个人无关的词
-- zh: （报表、时间、文书用语，在册的地名和单位名），别的字以 # 代替。
-- Grain: the name of one file, or of one sheet in it. Key: delivery_no, sheet_no.
with names as (
    select delivery_no, cast(null as integer) as sheet_no, delivered_as as name from l1.received.deliveries
    union all
    select delivery_no, sheet_no, tab from l1.received.sheets where tab is not null
),

persons as (
    {{ every_persons_name() }}
),

own_persons as (
    select
        names.delivery_no,
        names.sheet_no,
        string_agg(distinct regexp_escape(persons.name), '|' order by regexp_escape(persons.name) desc) as pattern
    from names
    inner join persons on persons.delivery_no = names.delivery_no
    where length(persons.name) > 1 and contains(names.name, persons.name)
    group by names.delivery_no, names.sheet_no
),

masked_names as (
    select
        names.delivery_no,
        names.sheet_no,
        masked_of_persons(as_seen(names.name), own_persons.pattern) as name
    from names
    left join own_persons
        on own_persons.delivery_no = names.delivery_no
        and own_persons.sheet_no is not distinct from names.sheet_no
),

parts as (
    select
        delivery_no,
        sheet_no,
        unnest(string_split(name, '/')) as part,
        generate_subscripts(string_split(name, '/'), 1) as part_no
    from masked_names
),

tails as (
    select
        part,
        unnest(range(1, length(part) + 1)) as start,
        substr(part, start) as tail
    from (select distinct part from parts)
),

places as (
    select concat_ws(';', division_name, aliases) as named
    from l1.identified.divisions
    where quarantine_reason is null
    union all
    select concat_ws(';', unit_name, former_names)
    from l1.identified.units
    where quarantine_reason is null
    union all
    select courtyard_name
    from l1.identified.ledger_buildings
    where quarantine_reason is null
),

words_of_places as (
    select unnest(letter_runs(named)) as word from places
),

words as (
    select word from rules.path_words
    union
    select word from words_of_places where not may_name_person(word)
    union
    select unnest(short_places(named)) from places
),

known_words as (
    select tails.part, tails.start, length(words.word) as letters
    from tails
    inner join words
        on substr(words.word, 1, 2) = substr(tails.tail, 1, 2)
        and starts_with(tails.tail, words.word)
    where length(words.word) > 1
    union all
    -- a word of one letter is one where no other letter is next to it
    select tails.part, tails.start, 1
    from tails
    inner join words on words.word = substr(tails.tail, 1, 1)
    where not is_letter(substr('/' || tails.part, tails.start, 1))
        and not is_letter(substr(tails.tail, 2, 1))
    union all
    select part, start, counting_letters(tail)
    from tails
),

known_letters as (
    select distinct part, unnest(range(start, start + letters)) as start from known_words
),

told_parts as (
    select
        tails.part,
        string_agg(
            case
                when known_letters.start is null and is_letter(substr(tails.tail, 1, 1)) then '#'
                else substr(tails.tail, 1, 1)
            end,
            '' order by tails.start
        ) as told
    from tails
    left join known_letters
        on known_letters.part = tails.part
        and known_letters.start = tails.start
    group by tails.part
)

select
    parts.delivery_no,
    parts.sheet_no,
    joined_masks(string_agg(coalesce(told_parts.told, ''), '/' order by parts.part_no)) as told_name
from parts
left join told_parts on told_parts.part = parts.part
group by parts.delivery_no, parts.sheet_no
