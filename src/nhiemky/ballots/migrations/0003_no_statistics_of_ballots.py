"""PostgreSQL keeps samples of columns for its planner, and keeps them when the rows are gone: not of ballots."""

from django.db import migrations

COLUMNS = {
    "ballots_upload": ("name", "file"),
    "ballots_page": ("number", "position", "reasons", "marks", "sha256", "picture", "why"),
    "ballots_handkeying": ("marks", "invalid"),
    "ballots_ballot": ("marks", "reasons", "pictures"),
    "ballots_entry": ("marks",),
}


def keep_no_samples(apps, schema_editor):
    set_statistics(schema_editor, 0)


def keep_samples(apps, schema_editor):
    set_statistics(schema_editor, -1)


def set_statistics(schema_editor, target):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {target}")


class Migration(migrations.Migration):
    dependencies = [("ballots", "0002_contact_sheets")]

    operations = [migrations.RunPython(keep_no_samples, keep_samples)]
