using System.Globalization;
using Airflow.Engine.Notes;

namespace Airflow.Cli.Commands;

/// <summary>How notes are shown.</summary>
internal static class NoteText
{
    public static void Print(CommandContext context, Note? note)
    {
        if (note is null)
        {
            context.Error.Write("There is no note.\n");
            return;
        }

        context.Out.Write($"{note.Content}\n");
        context.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{note.User ?? "somebody"}, {note.UpdatedAt:yyyy-MM-dd HH:mm:ss} UTC\n"));
    }
}
