namespace Governance.Samples;

/// <summary>The shape of a torus, or of a part of one.</summary>
/// <param name="Radius">Of the circle on which the tube's centre runs, in metres.</param>
/// <param name="Tube">Radius of the tube, in metres.</param>
/// <param name="Sides">Pieces along the ring.</param>
/// <param name="Around">Pieces around the tube.</param>
/// <param name="FromTurn">Where the part begins, 0 to 1 of a turn.</param>
/// <param name="ToTurn">Where it ends.</param>
internal readonly record struct Ring(
    float Radius,
    float Tube,
    int Sides,
    int Around,
    float FromTurn = 0,
    float ToTurn = 1
);
