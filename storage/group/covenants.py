"""The covenant of a cohort: its draft, what was published, who signed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, func, select

from domain.ground.ids import CohortId, PersonId
from domain.group.covenant import Covenant, Signature, Text
from storage.covenant_tables import covenant_drafts, covenant_signatures, covenant_texts
from storage.link import Link


class CovenantQueries:
    """Typed queries on `covenant_drafts`, `covenant_texts` and `covenant_signatures`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, cohort: CohortId) -> Covenant:
        """Its texts and signatures; empty where there is nothing yet."""
        whole = select(covenant_drafts.c.talk_at, covenant_texts.c.version, covenant_texts.c.text, covenant_texts.c.at).outerjoin(
            covenant_texts, covenant_texts.c.cohort_id == covenant_drafts.c.cohort_id
        )
        found = await self._link.rows(whole.where(covenant_drafts.c.cohort_id == cohort).order_by(covenant_texts.c.version))
        texts = [row for row in found if row.version is not None]
        signed = covenant_signatures.c.cohort_id == cohort
        rows = await self._link.rows(select(covenant_signatures).where(signed).order_by(covenant_signatures.c.at)) if texts else ()
        return Covenant(
            tuple(Text(row.version, row.text, row.at) for row in texts),
            tuple(Signature(row.person_id, row.version, row.at) for row in rows),
            found[0].talk_at if found else None,
        )

    async def stands(self, person: PersonId, cohorts: Collection[CohortId]) -> dict[CohortId, tuple[int, int | None]]:
        """Of each of these that has one, the version that holds, and the latest that this person signed."""
        theirs = and_(covenant_signatures.c.cohort_id == covenant_texts.c.cohort_id, covenant_signatures.c.person_id == person)
        latest = func.max(covenant_texts.c.version).label("version"), func.max(covenant_signatures.c.version).label("signed")
        of_each = select(covenant_texts.c.cohort_id, *latest).outerjoin(covenant_signatures, theirs).group_by(covenant_texts.c.cohort_id)
        rows = await self._link.rows(of_each.where(covenant_texts.c.cohort_id.in_(sorted(cohorts))))
        return {CohortId(row.cohort_id): (row.version, row.signed) for row in rows}

    async def draft(self, cohort: CohortId) -> str | None:
        """What those who lead it wrote last, published or not."""
        return await self._link.value(select(covenant_drafts.c.draft).where(covenant_drafts.c.cohort_id == cohort))

    async def keep_draft(self, cohort: CohortId, draft: str, by: PersonId | None) -> None:
        """Keep what was written."""
        await self._keep(cohort, draft=draft, by_id=by)

    async def open_talk(self, cohort: CohortId, now: datetime) -> None:
        """A thread to talk about it is asked for."""
        await self._keep(cohort, talk_at=now)

    async def _keep(self, cohort: CohortId, **values: object) -> None:
        new = self._link.insert(covenant_drafts).values(cohort_id=cohort, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["cohort_id"], set_=values))

    async def publish(self, cohort: CohortId, version: int, text: str, by: PersonId, now: datetime) -> None:
        """The text that holds from now on."""
        await self._link.run(self._link.insert(covenant_texts).values(cohort_id=cohort, version=version, text=text, by_id=by, at=now))

    async def sign(self, cohort: CohortId, person: PersonId, version: int, now: datetime) -> bool:
        """Somebody signs that version; False where they had."""
        new = self._link.insert(covenant_signatures).values(cohort_id=cohort, person_id=person, version=version, at=now)
        return await self._link.run(new.on_conflict_do_nothing(index_elements=["cohort_id", "person_id", "version"])) > 0
