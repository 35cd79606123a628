using System.Globalization;
using System.Text;
using Airflow.Engine.MessagePack;
using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Engine.Tests.MessagePack;

public class MessagePackTests
{
    public static TheoryData<long> Integers =>
    [
        0, 1, 127, 128, 255, 256, 65535, 65536, uint.MaxValue, uint.MaxValue + 1L, long.MaxValue,
        -1, -32, -33, -128, -129, -32768, -32769, int.MinValue, int.MinValue - 1L, long.MinValue,
    ];

    [Theory]
    [MemberData(nameof(Integers))]
    public void An_integer_survives_in_its_shortest_form(long value)
    {
        using var writer = new MessagePackWriter();
        writer.WriteInt(value);
        var reader = new MessagePackReader(writer.Written.Span);
        reader.ReadInt().ShouldBe(value);
        reader.IsAtEnd.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(70_000)]
    public void A_collection_whose_count_comes_last_reads_like_any_other(int count)
    {
        using var writer = new MessagePackWriter();
        var start = writer.BeginCollection();
        for (var i = 0; i < count; i++)
        {
            writer.WriteInt(i);
        }
        writer.EndArray(start, count);
        var reader = new MessagePackReader(writer.Written.Span);
        reader.ReadArrayHeader().ShouldBe(count);
        for (var i = 0; i < count; i++)
        {
            reader.ReadInt().ShouldBe(i);
        }
        reader.IsAtEnd.ShouldBeTrue();
    }

    [Theory]
    [InlineData("1969-12-31T23:59:59.5Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2026-11-21T03:27:54.863013Z")]
    [InlineData("2106-02-07T06:28:16Z")]
    [InlineData("2514-05-30T01:53:04.0000001Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public void A_time_survives_whichever_form_it_needs(string text)
    {
        var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        using var writer = new MessagePackWriter();
        writer.WriteTime(time);
        new MessagePackReader(writer.Written.Span).ReadTime().ShouldBe(time);
    }

    [Fact]
    public void Any_text_survives() => Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(text => text is not null), text =>
    {
        using var writer = new MessagePackWriter();
        writer.WriteText(text);
        return new MessagePackReader(writer.Written.Span).ReadText() == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_count_that_cannot_be_is_refused()
    {
        Should.Throw<MessagePackException>(() => new MessagePackReader([0xdd, 0xff, 0xff, 0xff, 0xff]).ReadArrayHeader());
        Should.Throw<MessagePackException>(() => new MessagePackReader([0xdb, 0xff, 0xff, 0xff, 0xff]).ReadText());
    }
}
