namespace Airflow.Runtime.Frames.Messages;

/// <summary>An earlier task instance.</summary>
internal sealed record PreviousTIResult : FrameMessage
{
    public override string Type => "PreviousTIResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "PreviousTIResult"u8;
    public PreviousTIResponse? TaskInstance { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TaskInstance = fields.OptionalPart("task_instance"u8, TaskInstance, static () => new PreviousTIResponse());
        fields.Type(TypeUtf8);
    }
}
