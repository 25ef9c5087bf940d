namespace Governance.Statistics.Retrieval;

/// <summary>Hit and true recall at one cut-off.</summary>
/// <param name="K">The cut-off.</param>
/// <param name="Hit">Share of queries with any relevant item among the first k.</param>
/// <param name="Recall">Mean share of the relevant items among the first k.</param>
public sealed record AtRank(int K, double Hit, double Recall);
