using System.Numerics;

namespace Governance.Web.SampleWorkspace;

internal readonly record struct Vertex(Vector3 At, Vector3 Normal);
