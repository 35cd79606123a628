using System.Buffers.Text;
using Airflow.Engine.Listing;

namespace Airflow.Engine.Tests.Listing;

public class ListCursorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keys_of_every_kind_survive(bool isBackward)
    {
        object?[] keys = [null, true, -1L, 1L << 40, 0.5, new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero), "a", new string('ü', 200)];

        var read = ListCursor.Parse(new ListCursor(isBackward, keys).ToString());

        read.IsBackward.ShouldBe(isBackward);
        read.Keys.ShouldBe(keys);
    }

    [Theory]
    [InlineData(new byte[] { 0x91 }, "Invalid cursor token")] // ends too early
    [InlineData(new byte[] { 0x90, 0x01 }, "Invalid cursor token")] // more than one value
    [InlineData(new byte[] { 0x91, 0xa1, 0xff }, "Invalid cursor token")] // text that is no UTF-8
    [InlineData(new byte[] { 0x91, 0x91, 0x91, 0x91, 0x91, 0x91, 0x01 }, "Invalid cursor token")] // too deep
    [InlineData(new byte[] { 0x91, 0xd6, 0x05, 0, 0, 0, 1 }, "Invalid cursor token")] // an extension
    [InlineData(new byte[] { 0x01 }, "Invalid cursor token structure")] // no list
    public void What_is_no_cursor_is_refused(byte[] bytes, string message) =>
        Should.Throw<AirflowException>(() => ListCursor.Parse(Base64Url.EncodeToString(bytes))).Message.ShouldBe(message);
}
