using System.Text.Json.Nodes;
using Airflow.Runtime.Frames;

namespace Airflow.Conformance.Frames;

/// <summary>One frame as it went over the socket of a real supervisor, with the values it stands for.</summary>
internal sealed record RecordedFrame(byte[] Bytes, JsonNode Decoded, bool IsToHost, FrameDialect Dialect)
{
    private const string Folder = "execution";
    private static readonly Lazy<Dictionary<string, RecordedFrame>> All = new(Load);

    public static TheoryData<string> Ids() => [.. All.Value.Keys];

    public static RecordedFrame Find(string id) => All.Value[id];

    private static Dictionary<string, RecordedFrame> Load()
    {
        var frames = new Dictionary<string, RecordedFrame>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(Vectors.Folder, Folder), "frames-*.json").Order(StringComparer.Ordinal))
        {
            var content = JsonNode.Parse(File.ReadAllText(file))!;
            var name = Path.GetFileNameWithoutExtension(file);
            var dialect = name.StartsWith("frames-3.1", StringComparison.Ordinal) ? FrameDialect.Airflow31 : FrameDialect.Airflow33;
            var list = (content["frames"] ?? content["samples"])!.AsArray();
            for (var i = 0; i < list.Count; i++)
            {
                var frame = list[i]!;
                var type = frame["decoded"]![1]?["type"]?.GetValue<string>() ?? "empty";
                frames.Add($"{name}/{i}/{type}", new RecordedFrame(
                    Convert.FromHexString(frame["hex"]!.GetValue<string>()),
                    frame["decoded"]!,
                    string.Equals(frame["dir"]!.GetValue<string>(), "to_host", StringComparison.Ordinal),
                    dialect));
            }
        }
        return frames;
    }
}
