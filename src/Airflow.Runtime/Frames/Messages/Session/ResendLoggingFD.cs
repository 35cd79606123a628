namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for another log stream.</summary>
internal sealed record ResendLoggingFD : FrameMessage
{
    public override string Type => "ResendLoggingFD";
    private static ReadOnlySpan<byte> TypeUtf8 => "ResendLoggingFD"u8;

    internal override void Visit(ref FieldCodec fields)
    {
        fields.Type(TypeUtf8);
    }
}
