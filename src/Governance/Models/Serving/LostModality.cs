using Governance.Platform;

namespace Governance.Models.Serving;

public sealed record LostModality(Modality Modality, string Why);
