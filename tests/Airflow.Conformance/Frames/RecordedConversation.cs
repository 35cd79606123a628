using System.Text.Json.Nodes;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Conformance.Frames;

/// <summary>All frames between a real supervisor and one task, and what became of the task.</summary>
internal sealed record RecordedConversation(string FinalState, int ExitCode, IReadOnlyList<RecordedConversation.Turn> Turns)
{
    private static readonly Lazy<Dictionary<string, string>> Files = new(() => Directory
        .EnumerateFiles(Path.Combine(Vectors.Folder, "execution"), "frames-3.3.2-*.json")
        .Where(file => JsonNode.Parse(File.ReadAllText(file))!["final_state"] is not null)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file)["frames-3.3.2-".Length..], StringComparer.Ordinal));

    public static TheoryData<string> Names() => [.. Files.Value.Keys.Order(StringComparer.Ordinal)];

    public static RecordedConversation Find(string name)
    {
        var json = JsonNode.Parse(File.ReadAllText(Files.Value[name]))!;
        var turns = json["frames"]!.AsArray().Select(frame => new Turn(
            frame!["dir"]!.GetValue<string>() == "to_host",
            FrameCodec.Decode(Convert.FromHexString(frame["hex"]!.GetValue<string>()).AsSpan(FrameCodec.HeaderLength)),
            frame["decoded"]!));
        return new RecordedConversation(json["final_state"]!.GetValue<string>(), json["exit_code"]!.GetValue<int>(), [.. turns]);
    }

    public StartupDetails Startup => (StartupDetails)Turns[0].Frame.Body!;

    /// <summary>What the task said, with the answer that it got; the frame that starts it is none of these.</summary>
    public IEnumerable<(Frame Request, Frame? Reply, JsonNode? Decoded)> Exchanges() =>
        Turns.Skip(1).Where(turn => turn.IsToHost).Select(turn => (turn.Frame, Answer(turn.Frame.Id)?.Frame, Answer(turn.Frame.Id)?.Decoded[1]));

    private Turn? Answer(int id) => Turns.Skip(1).FirstOrDefault(turn => !turn.IsToHost && turn.Frame.Id == id);

    internal sealed record Turn(bool IsToHost, Frame Frame, JsonNode Decoded);
}
