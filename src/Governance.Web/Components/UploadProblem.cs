namespace Governance.Web.Components;

/// <summary>Why an upload failed: the server's problem details, or the browser's own words.</summary>
/// <param name="Status">The HTTP status; 0 without an answer.</param>
public sealed record UploadProblem(int Status, string Title, string? Detail);
