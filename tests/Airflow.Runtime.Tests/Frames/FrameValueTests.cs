using System.Text.Json;
using Airflow.Engine.MessagePack;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Tests.Frames;

public class FrameValueTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("-1")]
    [InlineData("18446744073709551615")]
    [InlineData("1.0")]
    [InlineData("0.1")]
    [InlineData("1E+300")]
    [InlineData("\"a\\nb\"")]
    [InlineData("[1,[],{}]")]
    [InlineData("{\"__classname__\":\"datetime.datetime\",\"__version__\":2,\"__data__\":{\"timestamp\":1.5,\"tz\":null}}")]
    public void Json_survives_verbatim(string json) => FrameValue.FromJson(json).ToJson().ShouldBe(json);

    [Fact]
    public void A_json_element_is_taken_without_a_detour()
    {
        using var document = JsonDocument.Parse("{\"a\":[1,2.5,\"ü\"]}");
        FrameValue.FromJson(document.RootElement).ToJsonElement().GetRawText().ShouldBe("{\"a\":[1,2.5,\"ü\"]}");
    }

    [Fact]
    public void What_json_cannot_say_is_refused()
    {
        using var writer = new MessagePackWriter();
        writer.WriteDouble(double.NaN);
        var value = new FrameValue(writer.Written.ToArray());
        Should.Throw<FrameException>(() => value.ToJson()).Message.ShouldContain("NaN");
    }

    [Fact]
    public void Text_that_is_no_json_is_refused() => Should.Throw<FrameException>(() => FrameValue.FromJson("{oops"));

    [Fact]
    public void A_message_of_an_unknown_kind_is_kept_whole()
    {
        using var writer = new MessagePackWriter();
        var start = writer.BeginFrame();
        writer.WriteArrayHeader(3);
        writer.WriteInt(4);
        writer.WriteRaw(FrameValue.FromJson("{\"type\":\"SomethingNew\",\"x\":[1]}").MessagePack);
        writer.WriteNil();
        writer.EndFrame(start);
        var frame = FrameCodec.Decode(writer.Written.Span[FrameCodec.HeaderLength..]);
        frame.Body.ShouldBeOfType<UnknownMessage>().Kind.ShouldBe("SomethingNew");
        using var again = new MessagePackWriter();
        FrameCodec.Encode(again, frame);
        again.Written.ToArray().ShouldBe(writer.Written.ToArray());
    }

    [Fact]
    public void Keys_may_come_in_any_order_and_unknown_ones_are_stepped_over()
    {
        var body = FrameValue.FromJson("{\"type\":\"GetXCom\",\"new\":{\"a\":1},\"task_id\":\"t\",\"key\":\"k\",\"map_index\":3,\"run_id\":\"r\",\"dag_id\":\"d\"}");
        var reader = new MessagePackReader(body.MessagePack);
        FieldCodec.ReadMessage(ref reader).ShouldBe(new GetXCom { DagId = "d", RunId = "r", TaskId = "t", Key = "k", MapIndex = 3 });
    }

    [Theory]
    [InlineData("PT300S", 300)]
    [InlineData("PT5M", 300)]
    [InlineData("P1DT1H", 90_000)]
    [InlineData("-PT1.5S", -1.5)]
    [InlineData("P2W", 1_209_600)]
    public void Durations_are_read(string text, double seconds)
    {
        IsoTime.TryParseDuration(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
        IsoTime.TryParseDuration(IsoTime.FormatDuration(duration), out var again).ShouldBeTrue();
        again.ShouldBe(duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("300")]
    [InlineData("P1Y")]
    [InlineData("PT1X")]
    [InlineData("PT5")]
    public void What_is_no_duration_is_refused(string text) => IsoTime.TryParseDuration(text, out _).ShouldBeFalse();
}
