using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>
/// The gate. It answers in sets of subjects for a purpose at an instant, as a query that other capabilities join;
/// it knows no samples. No record means no.
/// </summary>
public static class ConsentGate
{
    /// <summary>
    /// The record that counts for each subject: of those that took effect by <paramref name="at"/>, the latest; at the
    /// same instant a withdrawal wins, then the one that arrived last. Expired records show with Permits = false.
    /// </summary>
    public static IQueryable<EffectiveConsent> Effective(GovernanceDb db, Guid purposeId, DateTimeOffset at) =>
        db.Set<EffectiveConsent>()
            .FromSql(
                $"""
                SELECT DISTINCT ON (subject_id)
                    subject_id, purpose_id, id AS record_id, state, modalities, effective_at, valid_until,
                    state IN ('Given', 'Renewed') AND (valid_until IS NULL OR valid_until > {at}) AS permits
                FROM consent_records
                WHERE purpose_id = {purposeId} AND effective_at <= {at}
                ORDER BY subject_id, effective_at DESC, (state = 'Withdrawn') DESC, sequence DESC
                """
            );

    /// <summary>The same for every purpose at once: one row for each subject and purpose that have a record.</summary>
    public static IQueryable<EffectiveConsent> EffectiveEverywhere(GovernanceDb db, DateTimeOffset at) =>
        db.Set<EffectiveConsent>()
            .FromSql(
                $"""
                SELECT DISTINCT ON (purpose_id, subject_id)
                    subject_id, purpose_id, id AS record_id, state, modalities, effective_at, valid_until,
                    state IN ('Given', 'Renewed') AND (valid_until IS NULL OR valid_until > {at}) AS permits
                FROM consent_records
                WHERE effective_at <= {at}
                ORDER BY purpose_id, subject_id, effective_at DESC, (state = 'Withdrawn') DESC, sequence DESC
                """
            );

    /// <summary>Only the subjects who permit, each with the modalities that they permit.</summary>
    public static IQueryable<EffectiveConsent> Permitted(GovernanceDb db, Guid purposeId, DateTimeOffset at) =>
        Effective(db, purposeId, at).Where(c => c.Permits);

    /// <summary>Why this record (null = none) does not permit the modalities; null when it does.</summary>
    /// <param name="needed">All of these must be covered.</param>
    public static Exclusion? Why(ConsentState? state, bool permits, Modalities covered, Modalities needed) =>
        state switch
        {
            null => Exclusion.NoRecord,
            _ when permits => (covered & needed) == needed && (covered != Modalities.None)
                ? null
                : Exclusion.ModalityNotCovered,
            ConsentState.Requested => Exclusion.NotYetAnswered,
            ConsentState.Refused => Exclusion.Refused,
            ConsentState.Withdrawn => Exclusion.Withdrawn,
            _ => Exclusion.Expired,
        };

    public static string InWords(this Exclusion reason) =>
        reason switch
        {
            Exclusion.NoRecord => "no consent on record",
            Exclusion.NotYetAnswered => "asked, not yet answered",
            Exclusion.Refused => "consent refused",
            Exclusion.Withdrawn => "consent withdrawn",
            Exclusion.Expired => "consent expired",
            _ => "consent does not cover the modality",
        };
}
