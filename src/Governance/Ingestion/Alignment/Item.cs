using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>One image or text of a recording at its reference time: present, or missing with its reason.</summary>
internal sealed record Item(SourceRow Row, long Ns, ItemContent? Content, MissingReason? Missing, string? Detail);
