-- Women with a file in communities by the class declared and the class that evidence says; withheld counts are null.
-- zh: 社区在册妇女人数，按所报类别和依据所示类别交叉；隐去的为空。
select
    half_year,
    division_code,
    division_name,
    division_level,
    management_class,
    evidenced_class,
    women,
    is_suppressed
from snapshot.marts.evidenced_classes
