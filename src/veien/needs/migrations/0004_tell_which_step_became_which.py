import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0003_let_notes_be_erased"),
    ]

    operations = [
        migrations.AddField(
            model_name="journeystep",
            name="comes_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="becomes",
                to="needs.journeystep",
            ),
        ),
        migrations.AddField(
            model_name="datasystem",
            name="is_record",
            field=models.BooleanField(default=False, verbose_name="Is the record of users or patients"),
        ),
    ]
