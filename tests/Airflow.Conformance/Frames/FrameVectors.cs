using System.Text.Json.Nodes;
using Airflow.Engine.MessagePack;
using Airflow.Runtime.Frames;

namespace Airflow.Conformance.Frames;

[Trait("Category", "Conformance")]
public class FrameVectors
{
    public static TheoryData<string> Ids() => RecordedFrame.Ids();

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_recorded_frame_decodes_to_its_values(string id)
    {
        var recorded = RecordedFrame.Find(id);
        FrameCodec.ReadLength(recorded.Bytes).ShouldBe((uint)recorded.Bytes.Length - FrameCodec.HeaderLength);
        Vectors.ShouldMatch(MessagePackTree.Read(recorded.Bytes.AsSpan(FrameCodec.HeaderLength)), recorded.Decoded);
        var frame = FrameCodec.Decode(recorded.Bytes.AsSpan(FrameCodec.HeaderLength));
        frame.Id.ShouldBe(recorded.Decoded[0]!.GetValue<int>());
        frame.Body?.Type.ShouldBe(recorded.Decoded[1]?["type"]?.GetValue<string>());
        frame.Body.ShouldNotBeOfType<UnknownMessage>();
        frame.Error?.ShouldNotBeOfType<UnknownMessage>();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_decoded_frame_encodes_to_the_same_values(string id)
    {
        var recorded = RecordedFrame.Find(id);
        var frame = FrameCodec.Decode(recorded.Bytes.AsSpan(FrameCodec.HeaderLength));
        using var writer = new MessagePackWriter();
        FrameCodec.Encode(writer, frame, recorded.Dialect);
        FrameCodec.ReadLength(writer.Written.Span).ShouldBe((uint)writer.Length - FrameCodec.HeaderLength);
        Vectors.ShouldMatch(MessagePackTree.Read(writer.Written.Span[FrameCodec.HeaderLength..]), recorded.Decoded);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_body_survives_as_json_text(string id)
    {
        var recorded = RecordedFrame.Find(id);
        var body = new FrameValue(recorded.Bytes[FrameCodec.HeaderLength..]);
        var json = body.ToJson();
        Vectors.ShouldMatch(JsonNode.Parse(FrameValue.FromJson(json).ToJson()), JsonNode.Parse(json));
    }
}
