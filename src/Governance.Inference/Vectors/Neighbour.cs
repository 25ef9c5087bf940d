namespace Governance.Inference.Vectors;

/// <summary>A row of the matrix and its cosine with the query.</summary>
public readonly record struct Neighbour(int Row, float Cosine);
