using System.Numerics;

namespace Governance.Samples;

internal readonly record struct Vertex(Vector3 At, Vector3 Normal);
