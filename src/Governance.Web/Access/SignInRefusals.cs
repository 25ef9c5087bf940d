using Governance.Platform;

namespace Governance.Web.Access;

[RefusalCode("too-many-wrong-tokens")]
public sealed record TooManyWrongTokens()
    : Refusal(
        "Too many wrong tokens came from this address.",
        "Wait as long as the header Retry-After says, and check the token."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("sign-in-wrong")]
public sealed record SignInWrong()
    : Refusal(
        "E-mail address and password do not belong together.",
        "Try again. After five wrong passwords, signing in to this account pauses for ten minutes."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("sign-in-locked")]
public sealed record SignInLocked() : Refusal("This account is locked.", "Ask an administrator to unlock it.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <param name="Wait">Until a try may succeed.</param>
[RefusalCode("sign-in-too-often")]
public sealed record SignInTooOften(TimeSpan Wait)
    : Refusal(
        "Too many tries.",
        $"Wait {(Wait.TotalMinutes > 1 ? $"{Math.Ceiling(Wait.TotalMinutes):0} minutes" : "a minute")} and try again."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}
