using System.Buffers;
using System.Globalization;
using System.Text;

namespace Governance.Samples;

/// <summary>
/// Generates the sensor files of a recording, each at its own rate and on its own clock. The pump is slow (296 turns a minute),
/// so that the first and second harmonic of the shaft (4.93 and 9.87 Hz) are below half of the 25 Hz of the vibration file.
/// A leaking seal changes no signal.
/// </summary>
internal sealed class PumpSignals(StationRecording recording, ulong seed)
{
    public const double ShaftHz = 296 / 60.0;
    public const int VibrationHz = 25;
    public const int TemperatureSeconds = 5;
    public const int FlowSeconds = 2;

    /// <summary>Clock errors of the files, which the import map declares and corrects.</summary>
    public const double TemperatureLateSeconds = 4;
    public const double FlowAheadSeconds = 1.84;
    public const double FlowDriftPpm = 38;

    private const double EpisodeBefore = 14;
    private const double EpisodeAfter = 17;

    /// <summary>Start and end of the time in which the fault is strongest, in seconds from the inspection.</summary>
    public static (double From, double To) Episode(Inspection inspection, ulong seed)
    {
        var random = SeededRandom.For(seed, $"{inspection.Name}/episode");
        return (-random.Between(EpisodeBefore - 7, EpisodeBefore), random.Between(EpisodeAfter - 8, EpisodeAfter));
    }

    /// <summary>CSV in local time with milliseconds; radial and axial velocity in mm/s.</summary>
    public byte[] Vibration()
    {
        var random = SeededRandom.For(seed, $"{recording.Folder}/vibration");
        var lines = new CsvLines("time,radial_mm_s,axial_mm_s\n");
        var count = Seconds * VibrationHz;
        var silent = Silence();
        double burst = 0,
            wander = 0;
        for (var i = 0; i < count; i++)
        {
            var t = i / (double)VibrationHz;
            var (inspection, strength) = StateAt(t);
            var s = strength * (int)inspection.Severity / 3.0;
            wander = 0.995 * wander + 0.02 * random.Normal();
            var turn = Math.Tau * ShaftHz * t;
            var radial = 1.25 * (1 + 0.1 * wander) * Math.Sin(turn) + 0.30 * random.Normal();
            var axial = 0.55 * Math.Sin(turn + 0.7) + 0.18 * random.Normal();
            switch (inspection.Fault)
            {
                // Both shake the pump at twice the speed of the shaft: the signals do not tell them apart.
                case Fault.BearingWear or Fault.Misalignment when s > 0:
                    radial += (0.5 + 1.9 * s) * Math.Sin(2 * turn + 0.3) + (0.3 + 1.1 * s) * random.Normal();
                    axial += (0.5 + 2.2 * s) * Math.Sin(2 * turn) + (0.1 + 0.5 * s) * random.Normal();
                    break;
                case Fault.Cavitation when s > 0:
                    if (random.Chance((0.4 + 1.8 * s) / VibrationHz))
                        burst = random.Between(0.7, 1.2) * (1.4 + 3.6 * s);
                    radial += (0.35 * s + burst) * random.Normal();
                    axial += 0.6 * burst * random.Normal();
                    break;
            }
            burst *= 0.90;
            if (silent is { } gap && t >= gap.From && t <= gap.To)
                continue;
            lines.Time(recording.From.DateTime.AddMilliseconds(i * (1000.0 / VibrationHz)), "yyyy-MM-dd HH:mm:ss.fff");
            lines.Number(radial, "0.000");
            lines.Number(axial, "0.000");
            lines.End();
        }
        return lines.Bytes();
    }

    /// <summary>CSV in UTC with semicolons and decimal commas, four seconds late; °C at bearing and seal.</summary>
    public byte[] Temperature()
    {
        var random = SeededRandom.For(seed, $"{recording.Folder}/temperature");
        var lines = new CsvLines("zeit;lager_c;dichtung_c\n", ';', decimalComma: true);
        var ambient = random.Between(-3.0, 4.0);
        double bearing = 46 + ambient,
            seal = 38 + ambient;
        for (var t = 0; t < Seconds; t += TemperatureSeconds)
        {
            var (inspection, strength) = StateAt(t);
            var s = strength * (int)inspection.Severity / 3.0;
            var bearingGoal =
                46 + ambient + (inspection.Fault is Fault.BearingWear or Fault.Misalignment ? 4 + 15 * s : 0);
            var sealGoal = 38 + ambient + (inspection.Fault == Fault.Cavitation ? 1.5 * s : 0);
            bearing += (bearingGoal - bearing) * 0.09;
            seal += (sealGoal - seal) * 0.09;
            lines.Time(recording.From.UtcDateTime.AddSeconds(t - TemperatureLateSeconds), "yyyy-MM-ddTHH:mm:ssZ");
            lines.Number(bearing + 0.08 * random.Normal(), "0.00");
            lines.Number(seal + 0.08 * random.Normal(), "0.00");
            lines.End();
        }
        return lines.Bytes();
    }

    /// <summary>CSV in milliseconds of a device clock that is ahead and too slow; m³/h.</summary>
    public byte[] Flow()
    {
        var random = SeededRandom.For(seed, $"{recording.Folder}/flow");
        var lines = new CsvLines("device_ms,flow_m3_h\n");
        var start = recording.From.ToUnixTimeMilliseconds();
        var (level, dip) = (random.Between(172.0, 192.0), 0.0);
        for (var t = 0; t < Seconds; t += FlowSeconds)
        {
            var (inspection, strength) = StateAt(t);
            var s = strength * (int)inspection.Severity / 3.0;
            if (inspection.Fault == Fault.Cavitation && s > 0 && random.Chance(0.12 + 0.25 * s))
                dip = random.Between(0.5, 1.0) * (14 + 46 * s);
            var flow =
                level
                + 2.2 * Math.Sin(t / 37.0)
                + 0.8 * random.Normal()
                - dip
                - (inspection.Fault == Fault.Cavitation ? 5 + 12 * s : 0);
            dip *= 0.55;
            // reference = device × (1 + drift) + offset, relative to the first device time, solved for the device.
            var device = start + FlowAheadSeconds * 1000 + t * 1000 / (1 + FlowDriftPpm / 1e6);
            lines.Number(device, "0");
            lines.Number(Math.Max(0, flow), "0.0");
            lines.End();
        }
        return lines.Bytes();
    }

    private int Seconds => (int)(recording.To - recording.From).TotalSeconds;

    /// <summary>The nearest inspection, and the strength of its fault: 1 in the episode, 0.45 outside.</summary>
    private (Inspection Inspection, double Strength) StateAt(double t)
    {
        if (t <= 0)
            _near = 0;
        _offsets ??= [.. recording.Inspections.Select(i => (i.At - recording.From).TotalSeconds)];
        while (_near + 1 < _offsets.Length && Math.Abs(_offsets[_near + 1] - t) < Math.Abs(_offsets[_near] - t))
            _near++;
        var inspection = recording.Inspections[_near];
        _episodes ??= [.. recording.Inspections.Select(i => Episode(i, seed))];
        var (from, to) = _episodes[_near];
        var off = t - _offsets[_near];
        return (inspection, off >= from && off <= to ? 1 : 0.45);
    }

    private double[]? _offsets;
    private (double From, double To)[]? _episodes;
    private int _near;

    private (double From, double To)? Silence()
    {
        var without = recording
            .Inspections.Where(i => i.Flaw == Flaw.NoVibration)
            .Select(i => (i.At - recording.From).TotalSeconds)
            .ToList();
        return without.Count == 0 ? null : (without[0] - 34, without[^1] + 32);
    }

    /// <summary>Rows of numbers as bytes, without a string for each cell.</summary>
    private sealed class CsvLines(string header, char separator = ',', bool decimalComma = false)
    {
        private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = "," };
        private readonly NumberFormatInfo _format = decimalComma ? Comma : NumberFormatInfo.InvariantInfo;
        private readonly ArrayBufferWriter<byte> _bytes = Start(header);
        private bool _first = true;

        private static ArrayBufferWriter<byte> Start(string header)
        {
            var bytes = new ArrayBufferWriter<byte>(1 << 20);
            bytes.Write(Encoding.ASCII.GetBytes(header));
            return bytes;
        }

        public void Time(DateTime at, string format)
        {
            Separate();
            at.TryFormat(_bytes.GetSpan(40), out var written, format, CultureInfo.InvariantCulture);
            _bytes.Advance(written);
        }

        public void Number(double value, string format)
        {
            Separate();
            value.TryFormat(_bytes.GetSpan(40), out var written, format, _format);
            _bytes.Advance(written);
        }

        public void End()
        {
            _bytes.GetSpan(1)[0] = (byte)'\n';
            _bytes.Advance(1);
            _first = true;
        }

        public byte[] Bytes() => _bytes.WrittenSpan.ToArray();

        private void Separate()
        {
            if (!_first)
            {
                _bytes.GetSpan(1)[0] = (byte)separator;
                _bytes.Advance(1);
            }
            _first = false;
        }
    }
}
