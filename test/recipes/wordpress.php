<?php
// Stands for WordPress: the functions that the plugin uses, and a page that is put together as WordPress does it.
$GLOBALS['hooks'] = [];
$GLOBALS['shortcodes'] = [];

function add_filter($name, $run, $priority = 10)
{
    $GLOBALS['hooks'][$name][$priority][] = $run;
}

function add_action($name, $run, $priority = 10)
{
    add_filter($name, $run, $priority);
}

function apply_filters($name, $value = null)
{
    $hooks = $GLOBALS['hooks'][$name] ?? [];
    ksort($hooks);
    foreach (array_merge(...$hooks) as $run) {
        $value = $run($value);
    }
    return $value;
}

function add_shortcode($tag, $run)
{
    $GLOBALS['shortcodes'][$tag] = $run;
}

function shortcode_atts($defaults, $given)
{
    return array_intersect_key($given, $defaults) + $defaults;
}

function do_shortcode($content)
{
    return preg_replace_callback('/\[(\w+)((?: \w+=(?:"[^"]*"|\'[^\']*\'))*)\]/', function ($found) {
        preg_match_all('/(\w+)=(?|"([^"]*)"|\'([^\']*)\')/', $found[2], $pairs);
        return $GLOBALS['shortcodes'][$found[1]](array_combine($pairs[1], $pairs[2]));
    }, $content);
}

function esc_html($text)
{
    return htmlspecialchars($text, ENT_QUOTES);
}

function esc_attr($text)
{
    return htmlspecialchars($text, ENT_QUOTES);
}

function esc_url($url)
{
    return preg_match('!^(?:https?:|tel:|/)!', $url) ? htmlspecialchars($url, ENT_QUOTES) : '';
}

function plugins_url($path, $plugin)
{
    return '/plugins/' . basename(dirname($plugin)) . "/$path";
}

function wp_enqueue_script_module($id, $source)
{
    echo '<script type="module" src="' . esc_url($source) . "?ver=6.8\" id=\"$id-js-module\"></script>";
}

function is_user_logged_in()
{
    return isset($_GET['member']);
}

define('RC_CLIENT_ID', 'wordpress-app');
require __DIR__ . '/plugins/click-to-call/click-to-call.php';
add_filter('the_content', 'do_shortcode', 11);
$post = '<p>Reception: (650) 555-0142. [call number="+1 (650) 555-0100" name="Anna"]
[call number="javascript:alert(1)" name=\'"><img src=x onerror=alert(1)>\']
[call number="(650) 555-0100 ext. 9"] [call number="1-800-FLOWERS"] [call number="+44 (0)20 7946 0018"]</p>';

echo '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A post</title>';
apply_filters('wp_enqueue_scripts');
echo '</head><body>', apply_filters('the_content', $post);
apply_filters('wp_footer');
echo '</body></html>';
