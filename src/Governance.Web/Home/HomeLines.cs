using Governance.Platform;

namespace Governance.Web.Home;

/// <summary>
/// Returns a capability's lines for a person; registered with <c>services.AddHomeLines(…)</c>. It checks the actor's
/// permissions itself and costs one cheap query.
/// </summary>
public delegate Task<IReadOnlyList<HomeLine>> HomeLines(IServiceProvider services, Actor actor, CancellationToken ct);
