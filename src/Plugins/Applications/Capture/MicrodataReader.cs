using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>
/// JobPosting in a page's attributes (https://html.spec.whatwg.org/multipage/microdata.html), brought into the shape that JSON-LD has, so that both are read by the same rules.
/// </summary>
internal static class MicrodataReader
{
    // A posting has about thirty properties; a page of ten thousand is something else.
    private const int MostItems = 500;

    private const string Description = "description";

    public static IReadOnlyList<JsonElement> Find(IDocument page)
    {
        List<JsonElement> found = [];
        foreach (var item in page.QuerySelectorAll("[itemscope][itemtype]").Take(MostItems))
        {
            if (item.GetAttribute("itemtype")?.Trim().TrimEnd('/').EndsWith("/JobPosting", StringComparison.Ordinal) == true)
                found.Add(JsonSerializer.SerializeToElement(Item(item), PostingJson.Default.JsonObject));
        }

        return found;
    }

    private static JsonObject Item(IElement top)
    {
        var root = new JsonObject { ["@type"] = top.GetAttribute("itemtype")?.Split('/')[^1] };
        var waiting = new Stack<(IElement Element, JsonObject Into)>();
        PushChildren(waiting, top, root);
        for (var seen = 0; waiting.TryPop(out var next) && seen < MostItems * 20; seen++)
        {
            var into = next.Into;
            if (next.Element.GetAttribute("itemprop")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, ..] names)
            {
                JsonNode? value = null;
                if (next.Element.HasAttribute("itemscope"))
                    value = into = new JsonObject { ["@type"] = next.Element.GetAttribute("itemtype")?.Split('/')[^1] };
                foreach (var name in names)
                {
                    Add(next.Into, name, value ?? Value(next.Element, name));
                    value = value is null ? null : value.DeepClone();
                }
            }

            PushChildren(waiting, next.Element, into);
        }

        return root;
    }

    private static void PushChildren(Stack<(IElement Element, JsonObject Into)> waiting, IElement element, JsonObject into)
    {
        for (var child = element.LastElementChild; child is not null; child = child.PreviousElementSibling)
            waiting.Push((child, into));
    }

    // The description keeps its markup, which is read as the other descriptions are.
    private static string? Value(IElement element, string name) => element.GetAttribute("content") ?? element.LocalName switch
    {
        "a" or "link" or "area" => element.GetAttribute("href"),
        "img" => element.GetAttribute("src"),
        "time" => element.GetAttribute("datetime") ?? element.TextContent,
        "data" or "meter" => element.GetAttribute("value"),
        _ => name == Description ? element.InnerHtml : element.TextContent,
    };

    private static void Add(JsonObject into, string name, JsonNode? value)
    {
        if (into[name] is JsonArray several)
            several.Add(value);
        else if (into[name] is { } one)
        {
            into.Remove(name);
            into[name] = new JsonArray(one, value);
        }
        else
            into[name] = value;
    }
}
