using System.Globalization;
using System.Text.RegularExpressions;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>
/// Reads times in the formats of a map, exact to the nanosecond. Decimal arithmetic throughout, so that a Unix time keeps
/// nine decimals. A custom format can have up to nine f; the last two digits, which .NET cannot keep, are read here.
/// </summary>
internal sealed partial class TimeReader(TimeRule rule, string defaultZone)
{
    private static readonly string[] IsoFormats =
    [
        .. from date in new[] { "yyyy-MM-dd'T'", "yyyy-MM-dd' '" }
        from time in new[] { "HH:mm:ss", "HH:mm:ss.FFFFFFF", "HH:mm" }
        from zone in new[] { "", "zzz" }
        select date + time + zone,
    ];

    private readonly TimeZoneInfo _zone = Zones.Find(rule.Zone ?? defaultZone);
    private readonly string[] _formats =
        rule.Format == "iso"
            ? IsoFormats
            : [.. rule.Format.Split('|').Select(f => SubTicks().Replace(f, m => m.Value[..7]))];
    private readonly bool _carriesOffset = rule.Format == "iso" || rule.Format.AsSpan().ContainsAny('z', 'K', 'Z');
    private readonly decimal _unitNs = UnitOf(rule);
    private readonly long _startNs = rule.Start is { } start ? NanoTime.From(start) : 0;

    /// <summary>What is wrong with a format; null when it is valid.</summary>
    public static string? FormatProblem(string format)
    {
        if (format is "iso" or "unix-s" or "unix-ms" or "unix-us" or "unix-ns" or "seconds-from-start")
            return null;
        foreach (var one in format.Split('|'))
        {
            try
            {
                _ = DateTimeOffset.UnixEpoch.ToString(
                    SubTicks().Replace(one, m => m.Value[..7]),
                    CultureInfo.InvariantCulture
                );
                var bare = Quoted().Replace(one, "");
                if (one.Length < 2 || !bare.Contains('y') || !bare.Contains('M') || !bare.Contains('d'))
                    return $"“{one}” lacks a year, a month or a day.";
            }
            catch (FormatException)
            {
                return $"“{one}” is not a time format.";
            }
        }
        return null;
    }

    /// <summary>Nanoseconds since the Unix epoch; null, with the problem as part of a sentence, when the text is not a time.</summary>
    public long? Read(string text, out Message? problem)
    {
        problem = null;
        text = text.Trim();
        if (text.Length == 0)
            return Refuse(new TimeIsEmpty(), out problem);
        if (_unitNs > 0)
            return ReadNumber(text, out problem);
        var (stripped, subTicks) = TakeSubTicks(text);
        if (OffsetOf(stripped) is { } withOffset)
            return ToNs(withOffset.UtcTicks, subTicks, text, out problem);
        return DateTime.TryParseExact(
            stripped,
            _formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AllowWhiteSpaces,
            out var local
        )
            ? FromLocal(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), subTicks, text, out problem)
            : Refuse(new TimeNotInFormat(Shorten(text), rule.Format), out problem);
    }

    private long? ReadNumber(string text, out Message? problem)
    {
        problem = null;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return Refuse(new TimeNotANumber(Shorten(text)), out problem);
        if (Math.Abs(number) > 9_300_000_000_000_000_000m)
            return Refuse(new TimeOutOfRange(Shorten(text)), out problem);
        var ns = decimal.Round(number * _unitNs, MidpointRounding.ToEven) + _startNs;
        return ns is < long.MinValue or > long.MaxValue
            ? Refuse(new TimeOutOfRange(Shorten(text)), out problem)
            : (long)ns;
    }

    /// <summary>The instant when the text carries an offset; null when it is local.</summary>
    private DateTimeOffset? OffsetOf(string text)
    {
        if (!_carriesOffset || !Offset().IsMatch(text))
            return null;
        var normal = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        return
            DateTimeOffset.TryParseExact(
                normal,
                _formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal,
                out var instant
            )
            || DateTimeOffset.TryParseExact(
                text,
                _formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal,
                out instant
            )
            ? instant
            : null;
    }

    private long? FromLocal(DateTime local, int subTicks, string text, out Message? problem)
    {
        problem = null;
        if (_zone.IsInvalidTime(local))
        {
            if (rule.Skipped == Skipped.Refuse)
                return Refuse(new TimeDoesNotExist(Shorten(text), _zone.Id), out problem);
            // By the offset before the change: 02:30 becomes 03:30.
            return ToNs((local - _zone.GetUtcOffset(local.AddDays(-1))).Ticks, subTicks, text, out problem);
        }
        if (_zone.IsAmbiguousTime(local))
        {
            if (rule.Ambiguous == Ambiguous.Refuse)
                return Refuse(new TimeOccurredTwice(Shorten(text), _zone.Id), out problem);
            var offsets = _zone.GetAmbiguousTimeOffsets(local);
            return ToNs(
                (local - (rule.Ambiguous == Ambiguous.Earlier ? offsets.Max() : offsets.Min())).Ticks,
                subTicks,
                text,
                out problem
            );
        }
        return ToNs((local - _zone.GetUtcOffset(local)).Ticks, subTicks, text, out problem);
    }

    private static long? ToNs(long utcTicks, int subTicks, string text, out Message? problem)
    {
        problem = null;
        var ns = ((Int128)utcTicks - DateTime.UnixEpoch.Ticks) * NanoTime.PerTick + subTicks;
        return ns < long.MinValue || ns > long.MaxValue
            ? Refuse(new TimeOutOfRange(Shorten(text)), out problem)
            : (long)ns;
    }

    /// <summary>Digits 8 and 9 of the last fraction, which DateTime cannot keep.</summary>
    private static (string Text, int SubTicks) TakeSubTicks(string text)
    {
        var match = LongFraction().Match(text);
        return match.Success
            ? (
                text.Remove(match.Groups["rest"].Index, match.Groups["rest"].Length),
                int.Parse(match.Groups["rest"].Value.PadRight(2, '0'), CultureInfo.InvariantCulture)
            )
            : (text, 0);
    }

    private static long? Refuse(Message why, out Message? problem)
    {
        problem = why;
        return null;
    }

    private static string Shorten(string text) => TextRule.Shown(text, 60);

    private static decimal UnitOf(TimeRule rule) =>
        rule.Format switch
        {
            "unix-s" => 1_000_000_000,
            "unix-ms" => 1_000_000,
            "unix-us" => 1_000,
            "unix-ns" => 1,
            "seconds-from-start" => rule.Step.Ns,
            _ => 0,
        };

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\\.", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("f{8,9}|F{8,9}", RegexOptions.CultureInvariant)]
    private static partial Regex SubTicks();

    [GeneratedRegex(@"[.,]\d{7}(?<rest>\d{1,2})(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex LongFraction();

    [GeneratedRegex(@"\d\s*(?:Z|[+-]\d{2}:?\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();
}
