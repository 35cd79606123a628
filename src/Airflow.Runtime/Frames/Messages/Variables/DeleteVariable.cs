namespace Airflow.Runtime.Frames.Messages;

/// <summary>Removes a variable.</summary>
internal sealed record DeleteVariable : FrameMessage
{
    public override string Type => "DeleteVariable";
    private static ReadOnlySpan<byte> TypeUtf8 => "DeleteVariable"u8;
    public string Key { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        fields.Type(TypeUtf8);
    }
}
