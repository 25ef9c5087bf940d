namespace Governance.Web.Components;

/// <summary>What the browser says about an upload that failed: the server's problem details, or its own words.</summary>
public sealed record UploadProblem(int Status, string Title, string? Detail);
