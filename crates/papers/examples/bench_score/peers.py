"""The same counts by a peer: peers.py polars|duckdb IDIOM FILE [OUT]."""
import sys

peer, idiom, file = sys.argv[1:4]
codes = (
    "stand_used stand_ok site_used site_ok comfort_ok disability access_ok contact_ok service_ok "
    "remote_used remote_ok recommend schedule_ok overall_ok on_time"
).split()
pairs = [
    ("stand_used", "stand_ok"),
    ("site_used", "site_ok"),
    ("disability", "access_ok"),
    ("remote_used", "remote_ok"),
]
is_text = file.endswith(".csv")


def by_polars():
    import polars as pl

    if is_text:
        types = {"organisation": pl.String} | {code: pl.Int8 for code in codes}
        table = pl.scan_csv(file, schema=types)
        both = [(pl.col(a) * pl.col(b)).cast(pl.Int64).sum().alias(b + "_both") for a, b in pairs]
        sums = [pl.col(code).cast(pl.Int64).sum() for code in codes]
    else:
        table = pl.scan_parquet(file)
        if idiom == "filter":
            both = [pl.col(b).filter(pl.col(a)).sum().alias(b + "_both") for a, b in pairs]
        else:
            both = [(pl.col(a) & pl.col(b)).sum().alias(b + "_both") for a, b in pairs]
        sums = [pl.col(code).sum() for code in codes]
    query = table.group_by("organisation").agg([pl.len().alias("n")] + sums + both)
    return query.collect(engine="in-memory" if idiom == "memory" else "streaming").rows()


def by_duckdb():
    import duckdb

    if is_text:
        types = {"organisation": "VARCHAR"} | {code: "TINYINT" for code in codes}
        source = f"read_csv('{file}', header = true, columns = {types})"
    else:
        source = f"read_parquet('{file}')"
    one = {
        "sum": lambda condition: f"sum(({condition})::int)",
        "countif": lambda condition: f"countif({condition})",
        "filter": lambda condition: f"count(*) filter (where {condition})",
    }[idiom]
    truth = (lambda code: f"{code} = 1") if is_text else (lambda code: code)
    sums = [one(truth(code)) for code in codes] + [one(f"{truth(a)} and {truth(b)}") for a, b in pairs]
    return duckdb.sql(f"select organisation, count(*), {', '.join(sums)} from {source} group by organisation").fetchall()


result = by_polars() if peer == "polars" else by_duckdb()
if len(sys.argv) > 4:
    lines = sorted("\t".join([row[0]] + [str(int(number)) for number in row[1:]]) for row in result)
    open(sys.argv[4], "w", encoding="utf-8").write("\n".join(lines) + "\n")
