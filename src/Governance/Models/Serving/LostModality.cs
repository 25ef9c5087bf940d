namespace Governance.Models;

public sealed record LostModality(Modality Modality, string Why);
