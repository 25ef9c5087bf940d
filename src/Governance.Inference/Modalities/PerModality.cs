using System.Collections;

namespace Governance;

/// <summary>One value for each modality; enumerated as text, image, sensor.</summary>
public sealed record PerModality<T>(T Text, T Image, T Sensor) : IEnumerable<T>
{
    /// <summary>The value of a modality.</summary>
    public T this[Modality modality] =>
        modality switch
        {
            Modality.Text => Text,
            Modality.Image => Image,
            Modality.Sensor => Sensor,
            _ => throw new ArgumentOutOfRangeException(nameof(modality), modality, null),
        };

    /// <summary>What <paramref name="make"/> makes of each modality and its value.</summary>
    public PerModality<TOther> Map<TOther>(Func<Modality, T, TOther> make) => PerModality.Of(m => make(m, this[m]));

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        yield return Text;
        yield return Image;
        yield return Sensor;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes values for each modality.</summary>
public static class PerModality
{
    /// <summary>Makes the value of each modality, in the order text, image, sensor.</summary>
    public static PerModality<T> Of<T>(Func<Modality, T> make) =>
        new(make(Modality.Text), make(Modality.Image), make(Modality.Sensor));
}
