using Governance.Platform;

namespace Governance.Web.Home;

/// <summary>
/// A capability's lines for a person, registered with <c>services.AddHomeLines(…)</c>. It asks the actor's permissions
/// itself and costs one cheap query.
/// </summary>
public delegate Task<IReadOnlyList<HomeLine>> HomeLines(IServiceProvider services, Actor actor, CancellationToken ct);
