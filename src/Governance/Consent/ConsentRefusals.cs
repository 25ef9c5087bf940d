using Governance.Platform;

namespace Governance.Consent;

/// <summary>Another subject has this pseudonym.</summary>
[RefusalCode("pseudonym-taken")]
public sealed record PseudonymTaken(string Pseudonym)
    : Refusal($"There is already a subject “{Pseudonym}”.", "Use that subject, or choose another pseudonym.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The text breaks the rule of <see cref="Consents.IsPseudonym"/>.</summary>
[RefusalCode("pseudonym-unusable")]
public sealed record PseudonymUnusable(string Pseudonym)
    : Refusal(
        $"“{Pseudonym}” is not a valid pseudonym.",
        "Use 1 to 80 letters, digits, dots, hyphens or underscores, beginning with a letter or digit. Do not use a name."
    );

/// <summary>Another purpose has this code.</summary>
[RefusalCode("purpose-code-taken")]
public sealed record PurposeCodeTaken(string Purpose)
    : Refusal($"There is already a purpose “{Purpose}”.", "Use that purpose, or choose another code.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The text cannot be a purpose code.</summary>
[RefusalCode("purpose-code-unusable")]
public sealed record PurposeCodeUnusable(string Purpose)
    : Refusal(
        $"“{Purpose}” is not a valid purpose code.",
        "Use 2 to 60 lower-case letters, digits and hyphens, beginning with a letter."
    );

/// <summary>A required text is empty.</summary>
[RefusalCode("text-missing")]
public sealed record TextMissing(string Field) : Refusal($"“{Field}” is empty.", "Fill it in.");

/// <summary>The consent takes effect after now.</summary>
[RefusalCode("consent-in-the-future")]
public sealed record ConsentInTheFuture(DateTimeOffset At)
    : Refusal(
        $"The consent takes effect in the future ({At:u}).",
        "Enter the time at which it was expressed; use “valid until” for its end."
    );

/// <summary>The end is not after the beginning.</summary>
[RefusalCode("consent-ends-before-it-begins")]
public sealed record ConsentEndsBeforeItBegins(DateTimeOffset From, DateTimeOffset To)
    : Refusal(
        $"The consent must end after it takes effect ({From:u}); the given end is {To:u}.",
        "Correct one of the two times."
    );

/// <summary>The consent covers no modality.</summary>
[RefusalCode("consent-without-modality")]
public sealed record ConsentWithoutModality()
    : Refusal("The consent covers no modality.", "Name at least one of text, image, sensor.");

/// <summary>The year is before 1900 or after 9998.</summary>
[RefusalCode("consent-instant-unusable")]
public sealed record ConsentInstantUnusable(DateTimeOffset At)
    : Refusal($"The year {At.Year} is not valid for a consent.", "Enter a year between 1900 and 9998.");

/// <summary>A CSV file has errors, so none of its rows is recorded.</summary>
[RefusalCode("consent-file-invalid")]
public sealed record ConsentFileInvalid(int Errors, CsvProblem First)
    : Refusal(
        $"The file has {(Errors == 1 ? "an error" : $"{Errors} errors")}; nothing is recorded.",
        $"Correct {(Errors == 1 ? "it" : "them")} and send the file again. "
            + $"{(First.Row == 0 ? "Header" : $"Row {First.Row}")}: {First.What} {First.Remedy}"
    );

/// <summary>The subject has no valid consent in the scope of the withdrawal, and nothing to erase.</summary>
[RefusalCode("nothing-to-withdraw")]
public sealed record NothingToWithdraw()
    : Refusal(
        "There is no valid consent to withdraw.",
        "There is nothing to do: data without a valid consent is not used."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>What the withdrawal reaches has changed since its preview.</summary>
/// <param name="Erases">Whether everything is erased now.</param>
[RefusalCode("withdrawal-reaches-further")]
public sealed record WithdrawalReachesFurther(bool Erases)
    : Refusal(
        Erases
            ? "The subject's other consents have ended since the preview, so this withdrawal now erases all data of the subject."
            : "The subject has given another consent since the preview, so this withdrawal no longer erases all data of the subject.",
        "Preview the withdrawal again, then confirm it."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The subject has a withdrawal that is not done.</summary>
[RefusalCode("withdrawal-under-way")]
public sealed record WithdrawalUnderWay()
    : Refusal(
        "A withdrawal of this subject is already in progress.",
        "Wait until it is done, or continue it if it has stopped."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Only a withdrawal in state Failed can be continued.</summary>
[RefusalCode("withdrawal-not-stopped")]
public sealed record WithdrawalNotStopped()
    : Refusal("This withdrawal has not stopped.", "Only a withdrawal that failed or was cancelled can be continued.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The request names neither purposes nor all of them, or both.</summary>
[RefusalCode("withdrawn-purposes-unclear")]
public sealed record WithdrawnPurposesUnclear()
    : Refusal(
        "The withdrawal does not state which purposes it withdraws.",
        "Send either “purposeIds” with at least one purpose, or “allPurposes”: true, and not both."
    );

/// <summary>The withdrawal has no certificate.</summary>
[RefusalCode("certificate-not-issued")]
public sealed record CertificateNotIssued()
    : Refusal(
        "This withdrawal has no certificate document.",
        "The certificate is issued when the withdrawal is complete; withdrawals that earlier releases completed have none."
    )
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>The document cannot be a certificate.</summary>
[RefusalCode("certificate-unreadable")]
public sealed record CertificateUnreadable()
    : Refusal(
        "The document is not a certificate of a withdrawal.",
        "Send the downloaded certificate as “document”: an object with the id of the withdrawal as “withdrawalId”."
    );

/// <summary>The request has an empty list of modalities.</summary>
[RefusalCode("withdrawn-modalities-empty")]
public sealed record WithdrawnModalitiesEmpty()
    : Refusal(
        "“modalities” is empty, so the withdrawal withdraws nothing.",
        "Name at least one of text, image and sensor, or leave “modalities” out to withdraw all of them."
    );

/// <summary>The subject has a tombstone, so no door adds it or records its consent, except <see cref="Consents.ReadmitAsync"/>.</summary>
[RefusalCode("subject-erased")]
public sealed record SubjectErased()
    : Refusal(
        "The data of this subject was erased after a withdrawal of consent, so the subject is not stored again.",
        "If the subject has given a new consent, a compliance officer records it with the reason on the subject's page."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The subject has no tombstone.</summary>
[RefusalCode("subject-not-erased")]
public sealed record SubjectNotErased()
    : Refusal("The data of this subject was not erased.", "Record the consent as usual, without a reason.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Only a consent that permits now, and was given after the withdrawal, brings an erased subject back.</summary>
[RefusalCode("readmission-without-consent")]
public sealed record ReadmissionWithoutConsent(DateTimeOffset WithdrawnAt)
    : Refusal(
        "The record is not a valid consent that was given after the withdrawal.",
        $"Enter a consent that was given or renewed after {WithdrawnAt:u} and has not ended."
    );
