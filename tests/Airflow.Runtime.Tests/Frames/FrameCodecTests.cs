using Airflow.Engine.MessagePack;
using Airflow.Runtime.Frames;
using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Runtime.Tests.Frames;

public class FrameCodecTests
{
    [Fact]
    public void Any_bytes_are_a_frame_or_a_frame_exception() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        try
        {
            _ = FrameCodec.Decode([0x93, 0x01, .. bytes]);
        }
        catch (MessagePackException)
        {
            return true;
        }
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        var bytes = new byte[100_000];
        Array.Fill(bytes, (byte)0x91);
        Should.Throw<MessagePackException>(() => FrameCodec.Decode([0x93, 0x01, 0x81, 0xa1, (byte)'x', .. bytes]));
    }
}
