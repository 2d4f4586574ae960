import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0004_tell_which_step_became_which"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MeantWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("word", models.CharField(max_length=120, verbose_name="The words")),
                ("reason", models.CharField(max_length=300, verbose_name="Why they are meant")),
                ("said_at", models.DateTimeField()),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meant_words",
                        to="needs.need",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("need", "word"), name="one_reason_per_word_and_need"),
                    models.CheckConstraint(
                        condition=models.Q(("word", ""), _negated=True)
                        & models.Q(("reason", ""), _negated=True),
                        name="a_meant_word_has_a_reason",
                    ),
                ],
            },
        ),
    ]
