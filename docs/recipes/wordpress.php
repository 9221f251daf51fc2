<?php
/**
 * Plugin Name: Click to call
 * Description: [call number="+16505550100" name="Anna"], and every phone number in posts and pages.
 * Requires at least: 6.5
 * Requires PHP: 8.1
 */

// Copy dist/cdn to the folder rc/ beside this file. If the site's users have RingCentral accounts,
// add to wp-config.php: define('RC_CLIENT_ID', '…');

add_action('wp_enqueue_scripts', function () {
    wp_enqueue_script_module('rc-click-to-call', plugins_url('rc/rc-click-to-call.js', __FILE__));
});

/** Accepts "+44 (0)20 …", letters for keys, and an extension to dial after the call connects. */
function rc_tel_link($number)
{
    preg_match('/^(.*?)(?:\s*(?:;ext=|,+|(?<![a-z])(?:ext\.?|x))\s*(\d+))?$/is', trim($number), $parts);
    $main = preg_replace('/^(\+.*?)\(0\)/', '$1', $parts[1]);
    if (preg_match('/^[+(]*\d[-\d(). ]*[a-z]/i', $main)) {
        $main = strtr(strtoupper($main), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '22233344455566677778889999');
    }
    return 'tel:' . preg_replace('/[^\d+]/', '', $main) . (isset($parts[2]) ? ";ext=$parts[2]" : '');
}

// A shortcode, because WordPress strips unknown tags from what authors write.
add_shortcode('call', function ($given) {
    $call = shortcode_atts(['number' => '', 'name' => ''], $given, 'call');
    $label = $call['name'] !== '' ? "Call {$call['name']}" : $call['number'];
    return sprintf(
        '<rc-click-to-call name="%s"><a href="%s">%s</a></rc-click-to-call>',
        esc_attr($call['name']), esc_url(rc_tel_link($call['number'])), esc_html($label),
    );
});

// Runs after the shortcodes. "country" applies to numbers without a country code.
add_filter('the_content', fn ($content) => "<rc-number-links country=\"US\">$content</rc-number-links>", 20);

// A call rings the phone of the user who clicks, so only logged-in users of the site get a session.
// Other visitors get links to their own phone app.
add_action('wp_footer', function () {
    if (defined('RC_CLIENT_ID') && is_user_logged_in()) {
        printf(
            '<rc-session client-id="%s" redirect-uri="%s"></rc-session><rc-call-status></rc-call-status>',
            esc_attr(RC_CLIENT_ID), esc_url(plugins_url('rc/rc-redirect.html', __FILE__)),
        );
    }
});
