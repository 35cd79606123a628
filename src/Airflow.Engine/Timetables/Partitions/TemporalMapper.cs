using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps a key that is a time to the start of the period that it lies in.</summary>
public abstract class TemporalMapper : PartitionMapper
{
    public const string DefaultInputFormat = "%Y-%m-%dT%H:%M:%S";

    private readonly PartitionPeriod _period;
    private readonly ScheduleZone _zone;
    private readonly string _inputFormat;
    private readonly string _outputFormat;
    private readonly Regex? _keyForm;

    private protected TemporalMapper(PartitionPeriod period, string defaultOutputFormat, TemporalMapperOptions options)
        : base("temporal", options.MaxDownstreamKeys)
    {
        _period = period;
        _zone = options.Zone;
        _inputFormat = options.InputFormat;
        _outputFormat = string.IsNullOrEmpty(options.OutputFormat) ? defaultOutputFormat : options.OutputFormat;
        // A week's number or a quarter cannot be read back by strptime, so these keys are taken apart by a pattern.
        _keyForm = period is PartitionPeriod.Week or PartitionPeriod.Quarter ? PartitionKeyForm.Of(_outputFormat) : null;
    }

    public override bool IsTemporal => true;

    public override PartitionKeys ToDownstream(string key)
    {
        var date = Parse(key, _inputFormat);
        var instant = date.Offset is { } offset ? new DateTimeOffset(date.Local, offset) : _zone.ToInstant(date.Local);
        return PartitionKeys.Single(FormatDownstream(PartitionValue.Of(Start(_zone.ToLocal(instant)))));
    }

    public override PartitionValue Decode(string downstreamKey)
    {
        ArgumentNullException.ThrowIfNull(downstreamKey);
        if (_keyForm is null)
        {
            return new PartitionValue(null, Parse(downstreamKey, _outputFormat));
        }
        var match = _keyForm.Match(downstreamKey);
        return match.Success && ReadParts(match) is { } date
            ? PartitionValue.Of(date)
            : throw new ArgumentException($"The partition key '{downstreamKey}' does not have the form {_outputFormat}.", nameof(downstreamKey));
    }

    public override string EncodeUpstream(PartitionValue value)
    {
        var date = value.Date ?? throw new InvalidCastException($"'{value}' is not a time.");
        var instant = date.Offset is { } offset ? new DateTimeOffset(date.Local, offset) : _zone.ToInstant(date.Local);
        return Format(_zone.ToLocal(instant), _inputFormat);
    }

    public override string FormatDownstream(PartitionValue value)
    {
        var local = (value.Date ?? throw new InvalidCastException($"'{value}' is not a time.")).Local;
        var text = Format(local, _outputFormat);
        return _period == PartitionPeriod.Quarter
            ? text.Replace("{quarter}", (((local.Month - 1) / 3) + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            : text;
    }

    public override DateTimeOffset? ToPartitionDate(string downstreamKey)
    {
        var date = Decode(downstreamKey).Date!.Value; // a temporal mapper decodes to a time
        var start = Start(date.Local);
        return date.Offset is { } offset ? new DateTimeOffset(start, offset).ToUniversalTime() : _zone.ToInstant(start);
    }

    protected override JsonObject Serialize() => new()
    {
        ["timezone"] = TimetableJson.Zone(_zone),
        ["input_format"] = _inputFormat,
        ["output_format"] = _outputFormat,
    };

    private DateTime Start(DateTime local) => _period switch
    {
        PartitionPeriod.Hour => local.Date.AddHours(local.Hour),
        PartitionPeriod.Day => local.Date,
        PartitionPeriod.Week => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
        PartitionPeriod.Month => new DateTime(local.Year, local.Month, 1),
        PartitionPeriod.Quarter => new DateTime(local.Year, ((local.Month - 1) / 3 * 3) + 1, 1),
        _ => new DateTime(local.Year, 1, 1),
    };

    private DateTime? ReadParts(Match match)
    {
        if (_period == PartitionPeriod.Quarter)
        {
            return Part(match, "Y") is { } year && Part(match, "quarter") is { } quarter ? new DateTime(year, ((quarter - 1) * 3) + 1, 1) : null;
        }
        return Part(match, "Y") is { } y && Part(match, "m") is { } m && Part(match, "d") is { } d && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? new DateTime(y, m, d)
            : null;
    }

    private static int? Part(Match match, string name) =>
        match.Groups[name] is { Success: true } group && int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private string Format(DateTime local, string format)
    {
        var offset = new TimeSpan(local.Ticks - _zone.ToInstant(local).UtcTicks);
        return PythonDateFormat.Format(local, format, offset, _zone.Name);
    }

    private static PythonDate Parse(string key, string format) => PythonDateFormat.Parse(key, format)
        ?? throw new ArgumentException($"The partition key '{key}' does not have the form {format}.", nameof(key));
}
