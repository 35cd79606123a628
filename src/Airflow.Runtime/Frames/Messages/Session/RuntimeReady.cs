namespace Airflow.Runtime.Frames.Messages;

/// <summary>
/// Our addition to the protocol, child to host: the runtime waits for the next <see cref="StartupDetails"/>. It is sent once after the
/// start, and after everything that belongs to a try. It gets no reply.
/// </summary>
internal sealed record RuntimeReady : FrameMessage
{
    public override string Type => "RuntimeReady";
    private static ReadOnlySpan<byte> TypeUtf8 => "RuntimeReady"u8;

    /// <summary>Why the try failed, in one line; nil when it did not.</summary>
    public string? Reason { get; set; }

    /// <summary>User code goes on although its try is over (it ran out of time and does not listen): the process must not be used again.</summary>
    public bool Tainted { get; set; }

    /// <summary>What the task threw, if it has a callback that wants to know.</summary>
    public ErrorInfo? Error { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Reason = fields.OptionalText("reason"u8, Reason);
        Tainted = fields.Bool("tainted"u8, Tainted);
        Error = fields.OptionalPart("error"u8, Error, static () => new ErrorInfo());
        fields.Type(TypeUtf8);
    }
}
