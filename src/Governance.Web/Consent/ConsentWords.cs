using Governance.Consent;
using Governance.Web.Components;

namespace Governance.Web.Consent;

/// <summary>The texts of consents on pages.</summary>
internal static class ConsentWords
{
    /// <param name="consent">Null = no record.</param>
    public static (StateSign Sign, string Words) Of(EffectiveConsent? consent, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (consent is null)
            return (StateSign.Plain, "no record");
        if (consent.Permits && consent.ValidUntil is not { } end)
            return (StateSign.Ok, "valid");
        if (consent.Permits)
        {
            var until = consent.ValidUntil!.Value;
            return until - now < Consents.Soon
                ? (StateSign.Warn, $"ends {Day(until, zone)}")
                : (StateSign.Ok, $"valid until {Day(until, zone)}");
        }
        return consent.State switch
        {
            ConsentState.Requested => (StateSign.Plain, $"requested {Day(consent.EffectiveAt, zone)}, no answer"),
            ConsentState.Refused => (StateSign.Failed, $"refused {Day(consent.EffectiveAt, zone)}"),
            ConsentState.Withdrawn => (StateSign.Withdrawn, $"withdrawn {Day(consent.EffectiveAt, zone)}"),
            _ => (StateSign.Warn, $"expired {Day(consent.ValidUntil ?? consent.EffectiveAt, zone)}"),
        };
    }

    public static string Day(DateTimeOffset at, TimeZoneInfo zone) =>
        Show.Date(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));

    /// <summary>Returns the covered modalities, such as “text and image; not sensor”.</summary>
    public static string Covers(Modalities set)
    {
        if (set is Modalities.All or Modalities.None)
            return set == Modalities.None ? "nothing" : set.InSentence();
        return $"{set.InSentence()}; not {(Modalities.All & ~set).InSentence()}";
    }

    public static string Of(Standing standing) =>
        standing switch
        {
            Standing.Permits => "valid",
            Standing.EndsSoon => $"ends within {Consents.Soon.Days} days",
            Standing.Expired => "expired",
            Standing.Asked => "requested, no answer",
            Standing.Refused => "refused",
            Standing.Withdrawn => "withdrawn",
            _ => "no record",
        };

    /// <summary>The state within a sentence or a badge.</summary>
    public static string Lower(ConsentState state) =>
        state == ConsentState.Requested ? "requested, no answer" : Of(state).ToLowerInvariant();

    public static string Of(ConsentState state) =>
        state switch
        {
            ConsentState.Requested => "Requested",
            ConsentState.Given => "Given",
            ConsentState.Renewed => "Renewed",
            ConsentState.Refused => "Refused",
            _ => "Withdrawn",
        };

    public static StateSign SignOf(ConsentState state) =>
        state switch
        {
            ConsentState.Given or ConsentState.Renewed => StateSign.Ok,
            ConsentState.Refused => StateSign.Failed,
            ConsentState.Withdrawn => StateSign.Withdrawn,
            _ => StateSign.Plain,
        };

    public static string Of(ConsentMethod method) =>
        method switch
        {
            ConsentMethod.WrittenForm => "written form",
            ConsentMethod.Electronic => "electronic form",
            ConsentMethod.Spoken => "spoken",
            _ => "operator's declaration",
        };

    public static string Of(SubjectKind kind) => kind == SubjectKind.Machine ? "machine" : "person";
}
