"""Makes a file of questionnaires as pyarrow writes it: make.py ROWS NULLS FOLDER [csv]."""
import os
import sys

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

rows, nulls, folder = int(sys.argv[1]), sys.argv[2] == "nulls", sys.argv[3]
codes = (
    "stand_used stand_ok site_used site_ok comfort_ok disability access_ok contact_ok service_ok "
    "remote_used remote_ok recommend schedule_ok overall_ok on_time"
).split()
shares = [0.8, 0.9, 0.6, 0.9, 0.9, 0.08, 0.8, 0.95, 0.95, 0.4, 0.9, 0.9, 0.9, 0.92, 0.85]
after = {"stand_ok": "stand_used", "site_ok": "site_used", "access_ok": "disability", "remote_ok": "remote_used"}
names = pa.array([f"МБУК «Верхнеолонская библиотечная система», филиал № {n}" for n in range(5000)])
random = np.random.default_rng(7)


def schema(answer):
    return pa.schema([("organisation", pa.string())] + [(code, answer) for code in codes])


def batch(n):
    organisation = random.integers(0, len(names), n).astype(np.int32)
    yes = {code: random.random(n, dtype=np.float32) < share for code, share in zip(codes, shares)}
    mask = {code: ~yes[after[code]] if nulls and code in after else None for code in codes}
    columns = [pa.array(yes[code], mask=mask[code]) for code in codes]
    named = pa.DictionaryArray.from_arrays(pa.array(organisation), names).cast(pa.string())
    return pa.table([named] + columns, schema=schema(pa.bool_()))


def batches():
    done = 0
    while done < rows:
        n = min(1 << 20, rows - done)
        yield batch(n)
        done += n


if "csv" in sys.argv:
    with pc.CSVWriter(os.path.join(folder, "answers.csv"), schema(pa.int8())) as text:
        for table in batches():
            text.write_table(table.cast(schema(pa.int8())))
else:
    with pq.ParquetWriter(os.path.join(folder, "answers.parquet"), schema(pa.bool_()), compression="zstd") as packed:
        for table in batches():
            packed.write_table(table)
