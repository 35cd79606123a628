using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Timetables;

namespace Airflow.Conformance.Assets;

[Trait("Category", "Conformance")]
public class AssetVectors
{
    private const string File = "semantics/assets.json";

    /// <summary>Left out: the kinds of asset and the wrong arguments that only Python has.</summary>
    public static TheoryData<string> Ids() => Vectors.Ids(File, @case =>
        @case["group"]!.GetValue<string>() is not ("construct" or "reference")
        || (@case["group"]!.GetValue<string>() == "construct" && @case["input"]!["kind"] is null && !IsNumber(@case["input"]!["name"])));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        var input = @case["input"]!.AsObject();
        Func<JsonObject> answer = @case["group"]!.GetValue<string>() switch
        {
            "uri" => () => Uri(input["uri"]!.GetValue<string>()),
            "construct" => () => Construct(input),
            "expression" => () => Expression(input["schedule"]!),
            "event_queue" => () => EventQueue(input),
            _ => () => Satisfied(input),
        };
        Vectors.ShouldMatch(OrError(answer, input), @case["expected"]);
    }

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.Number;

    private static JsonObject OrError(Func<JsonObject> answer, JsonObject input)
    {
        try
        {
            return answer();
        }
        catch (ArgumentException)
        {
            return new JsonObject { ["error"] = input.Count == 0 ? "TypeError" : "ValueError" };
        }
    }

    private static JsonObject Uri(string uri)
    {
        var key = AssetKey.Of(null, uri);
        var hasRules = key.Uri.Split(':')[0] is "file" or "postgres";
        var result = new JsonObject { ["name"] = key.Name, ["uri"] = key.Uri, ["normalized_uri"] = hasRules ? key.Uri : null };
        if (AssetUri.HasPasswordIn(uri))
        {
            result["warned_about_password"] = true;
        }
        return result;
    }

    private static JsonObject Construct(JsonObject input)
    {
        var key = AssetKey.Of(input["name"]?.GetValue<string>(), input["uri"]?.GetValue<string>());
        return new JsonObject
        {
            ["name"] = key.Name,
            ["uri"] = key.Uri,
            ["group"] = AssetKey.Require(input["group"]?.GetValue<string>() ?? "asset", "group"),
            ["extra"] = input["extra"]?.DeepClone() ?? new JsonObject(),
        };
    }

    private static JsonObject Satisfied(JsonObject input)
    {
        var aliases = input["aliases"]?.AsObject().Select(alias => KeyValuePair.Create(alias.Key, Keys(alias.Value))) ?? [];
        var catalog = new AssetCatalog(Keys(input["known_assets"]), aliases);
        var arrived = Keys(input["arrived"]).ToHashSet();
        return new JsonObject { ["satisfied"] = Condition(input["condition"]!).IsMet(arrived.Contains, catalog) };
    }

    private static JsonObject Expression(JsonNode schedule)
    {
        var timetable = schedule is JsonArray list
            ? ScheduleArgument.FromAssets(Parts(list))
            : new Engine.Timetables.AssetTriggeredTimetable(Condition(schedule));
        var condition = timetable.ShouldBeOfType<Engine.Timetables.AssetTriggeredTimetable>().AssetCondition;
        AssetCondition.FromJson(condition.ToJson()).ToExpression().ToJsonString().ShouldBe(condition.ToExpression().ToJsonString());
        return new JsonObject
        {
            ["timetable"] = timetable.GetType().Name,
            ["expression"] = condition.ToExpression(),
            ["assets"] = Names(condition.Leaves().OfType<AssetLeaf>().Select(asset => asset.Name)),
            ["aliases"] = Names(condition.Leaves().OfType<AssetAliasLeaf>().Select(alias => alias.Name)),
            ["summary"] = timetable.Summary,
            ["description"] = timetable.Description,
        };
    }

    private static JsonObject EventQueue(JsonObject input)
    {
        var queue = new AssetEventQueue(Condition(input["schedule"]!), AssetCatalog.Empty);
        var paused = input["paused"]?.GetValue<bool>() ?? false;
        var limit = input["max_active_runs"]?.GetValue<int>() ?? 16;
        var events = new List<(AssetKey Asset, DateTimeOffset Timestamp)>();
        var passes = new JsonArray();
        var now = DateTimeOffset.UnixEpoch;
        DateTimeOffset? previous = null;
        var active = 0;
        foreach (var step in input["steps"]!.AsArray().Select(step => step!.GetValue<string>()))
        {
            now += TimeSpan.FromSeconds(1);
            switch (step)
            {
                case "scheduler" when !paused && active < limit && queue.Take() is { } date:
                    var consumed = events.Where(item => queue.Consumes(item.Asset, item.Timestamp, date, previous)).Select(item => item.Asset.Name);
                    passes.Add(new JsonArray(Run(consumed)));
                    (previous, active) = (date, active + 1);
                    break;
                case "scheduler":
                    passes.Add(new JsonArray());
                    break;
                case "finish":
                    active = 0;
                    break;
                case "pause" or "unpause":
                    paused = step == "pause";
                    break;
                default:
                    var asset = Key(step.Split(' ')[1]);
                    events.Add((asset, now));
                    _ = !paused && queue.Add(asset, now);
                    break;
            }
        }
        return new JsonObject { ["runs_at_each_scheduler_step"] = passes };
    }

    private static JsonObject Run(IEnumerable<string> consumed) => new()
    {
        ["type"] = "asset_triggered",
        ["logical_date"] = null,
        ["data_interval"] = null,
        ["consumed"] = Names(consumed.Order(StringComparer.Ordinal)),
        ["state"] = "queued",
        ["run_id_prefix"] = "asset_triggered",
    };

    private static AssetCondition Condition(JsonNode json) => json switch
    {
        JsonArray list => new Engine.Assets.AssetAll(Parts(list)),
        JsonValue name => Asset(name.GetValue<string>()),
        JsonObject map => map.Single() switch
        {
            ("all" or "and", JsonArray parts) => new Engine.Assets.AssetAll(Parts(parts)),
            ("any" or "or", JsonArray parts) => new Engine.Assets.AssetAny(Parts(parts)),
            ("alias", { } alias) => new AssetAliasLeaf(alias.GetValue<string>(), "asset"),
            ("ref_name", { } name) => new AssetNameRef(name.GetValue<string>()),
            ("ref_uri", { } uri) => new AssetUriRef(uri.GetValue<string>()),
            var (word, _) => throw new InvalidOperationException($"The condition {word} is not known."),
        },
        _ => throw new InvalidOperationException("A condition is a name, a list or an object."),
    };

    private static AssetCondition[] Parts(JsonArray list) => [.. list.Select(part => Condition(part!))];

    private static AssetLeaf Asset(string name) =>
        new(new JsonObject { ["__type"] = "asset", ["name"] = name, ["uri"] = $"x-vg://{name}", ["group"] = "asset", ["extra"] = new JsonObject() });

    private static AssetKey Key(string name) => new(name, $"x-vg://{name}");

    private static IReadOnlyList<AssetKey> Keys(JsonNode? names) => [.. names?.AsArray().Select(name => Key(name!.GetValue<string>())) ?? []];

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}
