using System.Text.Json.Nodes;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Supervision;

/// <summary>Replies that many requests share.</summary>
internal static class Replies
{
    public static OKResponse Ok => new() { Ok = true };

    /// <summary>What was asked for is not there, in the words of the protocol.</summary>
    public static ErrorResponse NotFound(string error, string key, JsonNode? asked) => new() { Error = error, Detail = Detail(key, asked) };

    /// <summary>The request failed; becomes an exception in the task when it is sent as the frame's error.</summary>
    public static ErrorResponse Failed(string error, string message) => new() { Error = error, Detail = Detail("message", message) };

    private static FrameValue Detail(string key, JsonNode? value) => FrameValue.FromJson(new JsonObject { [key] = value }.ToJsonString());
}
