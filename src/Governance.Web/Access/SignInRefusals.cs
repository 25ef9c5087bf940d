using Governance.Platform;

namespace Governance.Web.Access;

/// <summary>The address sent more wrong tokens than <c>WrongTokens.PerMinute</c> allows.</summary>
[RefusalCode("too-many-wrong-tokens")]
public sealed record TooManyWrongTokens()
    : Refusal(
        "Too many requests with a wrong token came from this address.",
        "Wait as long as the Retry-After header says, and check the token."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>Unknown user or wrong password; the two look the same.</summary>
[RefusalCode("sign-in-wrong")]
public sealed record SignInWrong()
    : Refusal(
        "The e-mail address or the password is wrong.",
        "Try again. After five wrong passwords, sign-in to this account pauses for ten minutes."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>An administrator has locked the account.</summary>
[RefusalCode("sign-in-locked")]
public sealed record SignInLocked() : Refusal("This account is locked.", "Ask an administrator to unlock it.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>A rate limit or the pause after wrong passwords applies.</summary>
/// <param name="Wait">Until the next attempt is allowed.</param>
[RefusalCode("sign-in-too-often")]
public sealed record SignInTooOften(TimeSpan Wait)
    : Refusal(
        "Too many sign-in attempts.",
        $"Wait {(Wait.TotalMinutes > 1 ? $"{Math.Ceiling(Wait.TotalMinutes):0} minutes" : "1 minute")} and try again."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}
