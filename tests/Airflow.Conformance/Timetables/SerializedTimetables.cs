using System.Text.Json.Nodes;
using Airflow.Engine.Timetables;

namespace Airflow.Conformance.Timetables;

[Trait("Category", "Conformance")]
public class SerializedTimetables
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Path.Combine(Vectors.Folder, "execution", "serialized"), "*.json")
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_serialised_timetable_is_read_and_written_back_alike(string file)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Vectors.Folder, "execution", "serialized", file)));
        var timetables = Timetables(json).ToArray();

        timetables.ShouldNotBeEmpty();
        foreach (var timetable in timetables)
        {
            Vectors.ShouldMatch(TimetableFactory.ToJson(TimetableFactory.FromJson(timetable)), timetable);
        }
    }

    private static IEnumerable<JsonNode> Timetables(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry.Key == "timetable" && entry.Value is JsonObject value ? [value] : Timetables(entry.Value)),
        JsonArray list => list.SelectMany(Timetables),
        _ => [],
    };
}
