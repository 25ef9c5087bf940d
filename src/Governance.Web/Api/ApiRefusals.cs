using Governance.Platform;

namespace Governance.Web.Api;

public sealed record SignInMissing() : Refusal("This needs a sign-in.", "Send a personal access token as “Authorization: Bearer gov_…”, or sign in at the portal.") { public override RefusalKind Kind => RefusalKind.Forbidden; }
public sealed record RequestHeaderMissing() : Refusal("This request changes something and is signed in by cookie, but lacks the header “X-Governance-Request: 1”.", "Add the header; another site's page cannot. Scripts use a personal access token instead.") { public override RefusalKind Kind => RefusalKind.Forbidden; }
