using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>
/// Decides whose data may be used for a purpose at a point in time. It answers with sets of subjects, as a query that other
/// capabilities join; it does not know samples. Without a record, use is not permitted.
/// </summary>
public static partial class ConsentGate
{
    /// <summary>
    /// Returns the effective record of each subject: of those that took effect by <paramref name="at"/>, the latest; at the same
    /// instant a withdrawal wins, then the record with the highest sequence. Expired records have Permits = false.
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

    /// <summary>Returns the effective record for every purpose: one row for each subject and purpose with a record.</summary>
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

    /// <summary>Returns only the effective records that permit, each with the modalities that it covers.</summary>
    public static IQueryable<EffectiveConsent> Permitted(GovernanceDb db, Guid purposeId, DateTimeOffset at) =>
        Effective(db, purposeId, at).Where(c => c.Permits);

    /// <summary>Returns why a record does not permit the modalities; null when it does.</summary>
    /// <param name="state">State of the effective record; null = no record.</param>
    /// <param name="needed">Modalities that must all be covered.</param>
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

    /// <summary>Returns the reason as a phrase for the middle of a sentence.</summary>
    public static string InWords(this Exclusion reason) =>
        reason switch
        {
            Exclusion.NoRecord => "no consent on record",
            Exclusion.NotYetAnswered => "requested, not yet answered",
            Exclusion.Refused => "consent refused",
            Exclusion.Withdrawn => "consent withdrawn",
            Exclusion.Expired => "consent expired",
            _ => "consent does not cover the modality",
        };
}
