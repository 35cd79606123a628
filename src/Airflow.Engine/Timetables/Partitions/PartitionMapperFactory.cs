using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Reads the serialised forms of partition mappers, windows and wait policies.</summary>
public static class PartitionMapperFactory
{
    /// <summary>Reads a mapper.</summary>
    public static PartitionMapper FromJson(JsonNode? json)
    {
        var (type, data) = Open(json);
        var limit = data["max_downstream_keys"]?.GetValue<int>();
        return type switch
        {
            nameof(IdentityMapper) => new IdentityMapper(limit),
            nameof(FixedKeyMapper) => new FixedKeyMapper(TimetableJson.Text(data, "downstream_key"), limit),
            nameof(AllowedKeyMapper) => new AllowedKeyMapper(Texts(data["allowed_keys"]), limit),
            nameof(ChainMapper) => new ChainMapper(Mappers(data), limit),
            nameof(ProductMapper) => new ProductMapper(Mappers(data), data["delimiter"]?.GetValue<string>() ?? "|", limit),
            nameof(RollupMapper) => new RollupMapper(
                FromJson(data["upstream_mapper"]), Window(data["window"]), data["wait_policy"] is { } policy ? Policy(policy) : null, limit),
            nameof(FanOutMapper) => new FanOutMapper(
                FromJson(data["upstream_mapper"]), Window(data["window"]), data["downstream_mapper"] is { } mapper ? FromJson(mapper) : null, limit),
            nameof(StartOfHourMapper) => new StartOfHourMapper(Options(data, limit)),
            nameof(StartOfDayMapper) => new StartOfDayMapper(Options(data, limit)),
            nameof(StartOfWeekMapper) => new StartOfWeekMapper(Options(data, limit)),
            nameof(StartOfMonthMapper) => new StartOfMonthMapper(Options(data, limit)),
            nameof(StartOfQuarterMapper) => new StartOfQuarterMapper(Options(data, limit)),
            nameof(StartOfYearMapper) => new StartOfYearMapper(Options(data, limit)),
            _ => throw Unknown("partition mapper", type),
        };
    }

    /// <summary>Reads a wait policy.</summary>
    public static WaitPolicy Policy(JsonNode? json)
    {
        var (type, data) = Open(json);
        return type switch
        {
            nameof(WaitForAll) => new WaitForAll(),
            nameof(MinimumCount) => new MinimumCount(data["n"]!.GetValue<int>()),
            _ => throw Unknown("wait policy", type),
        };
    }

    private static PartitionWindow Window(JsonNode? json)
    {
        var (type, data) = Open(json);
        var direction = data["direction"]?.GetValue<string>();
        return type switch
        {
            nameof(HourWindow) => new HourWindow(direction),
            nameof(DayWindow) => new DayWindow(direction),
            nameof(WeekWindow) => new WeekWindow(direction),
            nameof(MonthWindow) => new MonthWindow(direction),
            nameof(QuarterWindow) => new QuarterWindow(direction),
            nameof(YearWindow) => new YearWindow(direction),
            nameof(SegmentWindow) => new SegmentWindow(Texts(data["segments"])),
            _ => throw Unknown("window", type),
        };
    }

    private static TemporalMapperOptions Options(JsonObject data, int? limit) => new(
        data["timezone"] is { } zone ? TimetableJson.Zone(zone) : ScheduleZone.Utc,
        data["input_format"]?.GetValue<string>() ?? TemporalMapper.DefaultInputFormat,
        data["output_format"]?.GetValue<string>(),
        limit);

    private static PartitionMapper[] Mappers(JsonObject data) => data["mappers"]?.AsArray().Select(FromJson).ToArray() ?? [];

    private static string[] Texts(JsonNode? list) => list?.AsArray().Select(item => item!.GetValue<string>()).ToArray() ?? [];

    /// <summary>The class name and the arguments; only Airflow's own classes are known, so their module says nothing more.</summary>
    private static (string Type, JsonObject Data) Open(JsonNode? json) => json is JsonObject map && map["__var"] is JsonObject data
        && map["__type"]?.GetValue<string>() is { } type && type.StartsWith("airflow.partition_mappers.", StringComparison.Ordinal)
        ? (type[(type.LastIndexOf('.') + 1)..], data)
        : throw new TimetableException(TimetableException.Invalid, $"{json?.ToJsonString() ?? "null"} is not a part of Airflow's partition mappers.");

    private static TimetableException Unknown(string kind, string type) =>
        new(TimetableException.Invalid, $"There is no {kind} '{type}' here; only Airflow's own kinds are known.");
}
